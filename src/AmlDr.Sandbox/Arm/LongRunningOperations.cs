using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Arm;

/// <summary>Runs what a client has to wait for, and answers how it is going.</summary>
internal sealed class LongRunningOperations(TimeProvider clock, TimeSpan duration, int retryAfterSeconds, FaultInjector faults) : IDisposable
{
    public const string StatusSegment = "mfeOperationsStatus";

    public const string ResultSegment = "mfeOperationResults";

    private const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LongRunningOperation> _operations = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = [];
    private readonly HashSet<ITimer> _timers = [];
    private bool _disposed;

    /// <summary>
    /// Starts an operation. <paramref name="complete"/> is called once with the failure, or null when it succeeded; a fault rule of kind
    /// <see cref="FaultKind.OperationFailed"/> that matches the call makes it fail.
    /// </summary>
    public LongRunningOperation Start(CallContext call, Action<string?> complete, Func<SimResponse> result)
    {
        string? failure = faults.Draw(call, startsOperation: true) is { } fault ? $"The operation failed ({fault.RuleId})." : null;
        LongRunningOperation operation = new()
        {
            Id = Guid.NewGuid().ToString(),
            Region = call.Region ?? WorldTopology.PrimaryRegion,
            StartedAt = clock.GetUtcNow(),
            Result = result,
        };
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _operations[operation.Id] = operation;
            _order.Enqueue(operation.Id);
            if (_order.Count > Kept)
                _operations.Remove(_order.Dequeue());
            ITimer? timer = null;
            timer = clock.CreateTimer(
                _ =>
                {
                    complete(failure);
                    operation.End(clock.GetUtcNow(), failure);
                    lock (_gate)
                        _timers.Remove(timer!);
                    timer!.Dispose();
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            _timers.Add(timer);
            timer.Change(duration, Timeout.InfiniteTimeSpan);
        }

        return operation;
    }

    /// <summary>202 with <c>Location</c> for an action that changes nothing to wait for but itself.</summary>
    public SimResponse Accept(CallContext call, StoredResource resource, Func<SimResponse> result) =>
        Accepted(call, Start(call, _ => { }, result), resource.Id);

    /// <summary>202 with the address to ask at.</summary>
    public SimResponse Accepted(CallContext call, LongRunningOperation operation, string resourceId) =>
        SimResponse.Empty(202, tookEffect: true)
            .With("Location", Address(call, operation, ResultSegment))
            .With("Retry-After", Wire.Number(retryAfterSeconds))
            .With("x-ms-async-operation-timeout", "PT1H")
            .With("x-ms-operation-resource", resourceId);

    public static string StatusAddress(CallContext call, LongRunningOperation operation) => Address(call, operation, StatusSegment);

    public SimResponse Status(CallContext call, string id)
    {
        LongRunningOperation operation = Find(id);
        string statusId = call.Request.Target.RawPath;
        return SimResponse.Json(200, operation.ToStatus(statusId)).With("Retry-After", operation.Running ? Wire.Number(retryAfterSeconds) : null);
    }

    public SimResponse Result(CallContext call, string id)
    {
        LongRunningOperation operation = Find(id);
        if (operation.Running)
        {
            return SimResponse.Empty(202)
                .With("Location", call.Request.BaseUrl + call.Request.PathAndQuery)
                .With("Retry-After", Wire.Number(retryAfterSeconds));
        }

        return operation.Failure is null
            ? operation.Result()
            : ArmException.User(409, "OperationFailed", operation.Failure).ToResponse(call);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (ITimer timer in _timers)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private static string Address(CallContext call, LongRunningOperation operation, string segment) =>
        $"{call.Request.BaseUrl}/subscriptions/{WorldTopology.SubscriptionId}/providers/Microsoft.MachineLearningServices/locations/{operation.Region}"
        + $"/{segment}/{operation.Id}?api-version={call.Request.Target["api-version"]}";

    private LongRunningOperation Find(string id)
    {
        lock (_gate)
        {
            return _operations.GetValueOrDefault(id)
                ?? throw ArmException.User(404, "NotFoundError", $"The operation '{id}' is not known.");
        }
    }
}
