using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm;

namespace AmlDr.Sandbox.EventGrid;

/// <summary>The simulated Event Grid: subscriptions, and the switches for what may go wrong on the way.</summary>
public sealed class EventGridBroker
{
    private static readonly TimeSpan ManualValidation = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SubscriptionRunner> _runners = new(StringComparer.OrdinalIgnoreCase);
    private readonly BrokerContext _context;
    private readonly Handshake _handshake;
    private readonly Func<string> _baseUrl;

    internal EventGridBroker(BrokerContext context, Func<string> baseUrl)
    {
        _context = context;
        _handshake = new Handshake(context.Client, context.Clock);
        _baseUrl = baseUrl;
    }

    /// <summary>What happens to events on the way.</summary>
    /// <exception cref="ArgumentException">A value set is out of range; the message names every mistake.</exception>
    public DeliverySwitches Switches
    {
        get => _context.Switches;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            string[] mistakes = [.. value.Validate()];
            if (mistakes.Length > 0)
                throw new ArgumentException(string.Join(" ", mistakes), nameof(value));
            _context.Switches = value;
        }
    }

    /// <summary>The subscriptions with their counts.</summary>
    public IReadOnlyList<EventSubscriptionState> Subscriptions => [.. Runners().Select(runner => runner.State)];

    /// <summary>
    /// Makes a subscription, after the endpoint has given its consent. One of the same name is replaced.
    /// </summary>
    /// <param name="definition">The subscription.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The subscription. Its state is <c>AwaitingManualAction</c> when the endpoint did not return the validation code.</returns>
    /// <exception cref="ArgumentException">The definition is not sound; the message names every mistake.</exception>
    /// <exception cref="EventGridException">The endpoint refused, or was not to be reached.</exception>
    public async Task<EventSubscriptionState> SubscribeAsync(EventSubscriptionDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        string[] mistakes = [.. definition.Validate()];
        if (mistakes.Length > 0)
            throw new ArgumentException(string.Join(" ", mistakes), nameof(definition));
        string code = Guid.NewGuid().ToString().ToUpperInvariant();
        string validationUrl = $"{_baseUrl()}/sandbox/eventgrid/validate?subscription={Uri.EscapeDataString(definition.Key)}&validationCode={code}";
        bool validated = await _handshake.AskAsync(definition, code, validationUrl, cancellationToken);
        SubscriptionRunner runner = new(definition, _context, code, validated);
        SubscriptionRunner? replaced;
        lock (_gate)
        {
            _runners.Remove(definition.Key, out replaced);
            _runners[definition.Key] = runner;
        }

        replaced?.Stop();
        if (!validated)
        {
            _context.Background.Run(async stopping =>
            {
                await Task.Delay(_context.Scaled(ManualValidation), _context.Clock, stopping);
                runner.TrySettle(validated: false);
            });
        }

        return runner.State;
    }

    /// <summary>Removes a subscription. False when there is none of this name.</summary>
    /// <param name="name">The subscription's name.</param>
    public bool Unsubscribe(string name)
    {
        SubscriptionRunner? removed;
        lock (_gate)
            _runners.Remove(name, out removed);
        removed?.Stop();
        return removed is not null;
    }

    /// <summary>Removes the subscription that was made as a resource of this id, and those below it.</summary>
    internal void UnsubscribeBelow(string resourceId)
    {
        SubscriptionRunner[] removed;
        lock (_gate)
        {
            removed = [.. _runners.Values.Where(runner => runner.Definition.ResourceId is { } id
                && (ArmPath.Is(id, resourceId) || id.StartsWith(resourceId + "/", StringComparison.OrdinalIgnoreCase)))];
            foreach (SubscriptionRunner runner in removed)
                _runners.Remove(runner.Definition.Key);
        }

        foreach (SubscriptionRunner runner in removed)
            runner.Stop();
    }

    /// <summary>Sends a body as it is, whatever it holds, and returns how many subscriptions it goes to.</summary>
    /// <param name="body">An event, an array of events, or something that is neither.</param>
    /// <param name="subscription">Only to this subscription; null for all.</param>
    public int Send(JsonNode body, string? subscription = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        SubscriptionRunner[] chosen =
            [.. Runners().Where(runner => subscription is null || runner.Definition.Name.Equals(subscription, StringComparison.OrdinalIgnoreCase))];
        foreach (SubscriptionRunner runner in chosen)
            runner.AcceptRaw(body);
        return chosen.Length;
    }

    internal void Publish(GridEvent item)
    {
        if (_context.Switches.Silent)
            return;
        foreach (SubscriptionRunner runner in Runners())
            runner.Accept(item);
    }

    /// <summary>Somebody opened the validation address. False when it does not fit a waiting subscription.</summary>
    internal bool Validate(string? name, string? code)
    {
        SubscriptionRunner? runner;
        lock (_gate)
            runner = name is null ? null : _runners.GetValueOrDefault(name);
        return runner is not null && runner.Code == code && runner.TrySettle(validated: true);
    }

    private SubscriptionRunner[] Runners()
    {
        lock (_gate)
            return [.. _runners.Values];
    }
}
