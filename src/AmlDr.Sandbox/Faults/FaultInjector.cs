using System.Text.RegularExpressions;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Sandbox.Faults;

/// <summary>Decides which calls fail and how. Draws come from a seeded generator.</summary>
public sealed class FaultInjector
{
    /// <summary>Names that <see cref="SetProfile"/> knows, with the share of calls each strikes.</summary>
    public static IReadOnlyDictionary<string, double> Profiles { get; } =
        new Dictionary<string, double>(StringComparer.Ordinal) { ["none"] = 0, ["light"] = 0.03, ["heavy"] = 0.10 };

    private static readonly FaultKind[] EveryKind =
    [
        FaultKind.Throttle429, FaultKind.Error500, FaultKind.Error503, FaultKind.Reset,
        FaultKind.TimeoutBefore, FaultKind.TimeoutAfter, FaultKind.ResetAfter,
    ];

    private readonly Lock _gate = new();
    private readonly SeededRandom _random;
    private readonly List<ActiveRule> _rules = [];
    private int _made;

    internal FaultInjector(SeededRandom random, TimeSpan hang)
    {
        _random = random;
        Hang = hang;
    }

    /// <summary>How long a timeout hangs before the connection is dropped, unless the rule says otherwise.</summary>
    public TimeSpan Hang { get; set; }

    /// <summary>The rules in force, oldest first.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_gate)
                return [.. _rules.Select(active => active.Rule)];
        }
    }

    /// <summary>Adds a rule and returns its id. A rule with the same id is replaced.</summary>
    /// <param name="rule">The rule.</param>
    /// <exception cref="ArgumentException">The rule is not sound; the message names every mistake.</exception>
    public string Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        string[] mistakes = [.. rule.Validate()];
        if (mistakes.Length > 0)
            throw new ArgumentException(string.Join(" ", mistakes), nameof(rule));
        lock (_gate)
        {
            rule = rule with { Id = rule.Id ?? $"fault-{++_made}" };
            _rules.RemoveAll(active => active.Rule.Id == rule.Id);
            _rules.Add(new ActiveRule(rule));
            return rule.Id;
        }
    }

    /// <summary>Removes a rule. False when there is none of this id.</summary>
    /// <param name="id">The rule's id.</param>
    public bool Remove(string id)
    {
        lock (_gate)
            return _rules.RemoveAll(active => active.Rule.Id == id) > 0;
    }

    /// <summary>Removes every rule.</summary>
    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    /// <summary>Strikes a share of all ARM and blob calls with every kind of fault alike: <c>none</c>, <c>light</c> (3 %) or <c>heavy</c> (10 %).</summary>
    /// <param name="profile">The profile's name.</param>
    /// <exception cref="ArgumentException">There is no such profile.</exception>
    public void SetProfile(string profile)
    {
        if (!Profiles.TryGetValue(profile, out double probability))
            throw new ArgumentException($"'profile' is '{profile}'; use one of: {string.Join(", ", Profiles.Keys)}.", nameof(profile));
        Remove("profile-arm");
        Remove("profile-blob");
        if (probability == 0)
            return;
        Add(new FaultRule { Id = "profile-arm", Service = AzureService.Arm, Kinds = EveryKind, Probability = probability });
        Add(new FaultRule { Id = "profile-blob", Service = AzureService.Blob, Kinds = EveryKind, Probability = probability });
    }

    /// <summary>The fault for a call, null for none. <see cref="FaultKind.OperationFailed"/> is asked for separately.</summary>
    internal Fault? Draw(CallContext call, bool startsOperation = false) =>
        Draw(call.Service, call.Request.Method, call.Request.PathAndQuery, call.Region, call.Operation, startsOperation);

    internal Fault? Draw(AzureService service, string method, string target, string? region, string operation, bool startsOperation = false)
    {
        lock (_gate)
        {
            foreach (ActiveRule active in _rules)
            {
                FaultRule rule = active.Rule;
                if (rule.Kinds.Contains(FaultKind.OperationFailed) != startsOperation || !active.Matches(service, method, target, region, operation))
                    continue;
                active.Seen++;
                if (active.Seen <= rule.Skip || active.Struck >= rule.Times || (rule.Probability < 1 && _random.NextDouble() >= rule.Probability))
                    continue;
                active.Struck++;
                FaultKind kind = rule.Kinds.Count == 1 ? rule.Kinds[0] : rule.Kinds[_random.Next(rule.Kinds.Count)];
                TimeSpan hang = rule.HangMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Hang;
                return new Fault(rule.Id!, kind, rule.RetryAfterSeconds, hang, rule.FailureCode);
            }
        }

        return null;
    }

    private sealed class ActiveRule(FaultRule rule)
    {
        private readonly Regex? _path = rule.PathPattern is null
            ? null
            : new Regex(rule.PathPattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        public FaultRule Rule { get; } = rule;

        public int Seen { get; set; }

        public int Struck { get; set; }

        public bool Matches(AzureService service, string method, string target, string? region, string operation) =>
            (Rule.Service is null || Rule.Service == service)
            && (Rule.Method is null || Rule.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (Rule.Region is null || Rule.Region.Equals(region, StringComparison.OrdinalIgnoreCase))
            && (Rule.Operation is null || Rule.Operation == operation)
            && (_path is null || _path.IsMatch(target));
    }
}
