using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness;

/// <summary>A check's findings and facts while it works.</summary>
internal sealed class Judgement
{
    private const string TryAgain = "Run the checks again; when it stays so, look at the message and at the state of the service.";
    private readonly List<ReadinessFinding> _findings = [];
    private readonly JsonObject _facts = [];

    public void Fact(string name, JsonNode? value) => _facts[name] = value;

    public void Fact(string name, IEnumerable<string?> values) => _facts[name] = new JsonArray([.. values.Select(value => (JsonNode?)value)]);

    public void Fail(string reason, string remedy) => _findings.Add(new ReadinessFinding(ReadinessVerdict.Fail, reason, remedy));

    public void Warn(string reason, string remedy) => _findings.Add(new ReadinessFinding(ReadinessVerdict.Warn, reason, remedy));

    public void Unknown(string reason, string remedy) => _findings.Add(new ReadinessFinding(ReadinessVerdict.Unknown, reason, remedy));

    /// <summary>Takes a value. What could not be read becomes a finding; what does not exist is a contradiction.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="value">The value.</param>
    /// <param name="remedy">What to do when it does not exist; null when that is not this check's matter, which then only does not know.</param>
    public bool Take<T>(Reading<T> reading, [NotNullWhen(true)] out T? value, string? remedy = null)
        where T : class
    {
        value = reading.Value;
        if (value is not null)
        {
            return true;
        }

        if (reading.State == ReadingState.Missing && remedy is not null)
        {
            Fail(reading.Problem!, remedy);
        }
        else
        {
            Unknown(reading.Problem!, reading.Grant ?? (reading.State == ReadingState.Failed ? TryAgain : "See the check 'workspaces' and the other findings."));
        }

        return false;
    }

    /// <summary>Takes both workspaces, whose absence is the matter of the check 'workspaces' alone.</summary>
    public bool TakeWorkspaces(ReadinessSnapshot snapshot, [NotNullWhen(true)] out AssetDocument? primary, [NotNullWhen(true)] out AssetDocument? secondary)
    {
        // Both are taken before either is asked for, so that both are reported.
        bool first = Take(snapshot.Primary.Workspace, out primary);
        return Take(snapshot.Secondary.Workspace, out secondary) && first;
    }

    public CheckOutcome Conclude(string passed)
    {
        if (_findings.Count == 0)
        {
            _findings.Add(new ReadinessFinding(ReadinessVerdict.Pass, passed, null));
        }

        return new CheckOutcome([.. _findings.Distinct().OrderByDescending(finding => finding.Verdict)], _facts);
    }
}
