using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>Runs what a client has to wait for, and answers how it is going.</summary>
internal sealed class LongRunningOperations(TimeProvider clock, LongRunningSettings settings, FaultInjector faults, BackgroundTasks background) : IDisposable
{
    /// <summary>Segment of status addresses of Azure Machine Learning.</summary>
    public const string AmlStatusSegment = "mfeOperationsStatus";

    /// <summary>Segment of result addresses of Azure Machine Learning.</summary>
    public const string AmlResultSegment = "mfeOperationResults";

    /// <summary>Segment of status addresses of computes. Source: the published examples of starting and stopping one.</summary>
    public const string ComputeStatusSegment = "computeOperationsStatus";

    /// <summary>Segments below an endpoint or deployment under which its operations can be asked for too.</summary>
    public const string EndpointStatusSegment = "operationsStatus";

    /// <inheritdoc cref="EndpointStatusSegment"/>
    public const string EndpointResultSegment = "operationResults";

    /// <summary>Segment of status addresses of the other providers.</summary>
    public const string StatusSegment = "operationStatuses";

    /// <summary>Segment of result addresses of the other providers.</summary>
    public const string ResultSegment = "operationResults";

    private const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LongRunningOperation> _operations = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = [];
    private readonly HashSet<ITimer> _timers = [];
    private bool _disposed;

    public static bool IsStatus(string segment) =>
        ArmPath.Is(segment, AmlStatusSegment) || ArmPath.Is(segment, ComputeStatusSegment) || ArmPath.Is(segment, EndpointStatusSegment) || ArmPath.Is(segment, StatusSegment);

    public static bool IsResult(string segment) => ArmPath.Is(segment, AmlResultSegment) || ArmPath.Is(segment, ResultSegment);

    /// <summary>
    /// Starts an operation. <paramref name="complete"/> is called once with the error, or null when it succeeded. It fails with
    /// <paramref name="doomed"/> when that is given, or when a fault rule of kind <see cref="FaultKind.OperationFailed"/> matches the call, or
    /// with what <paramref name="work"/> returns, which is done when its time is over.
    /// </summary>
    public LongRunningOperation Start(
        CallContext call,
        string provider,
        Action<OperationError?> complete,
        Func<SimResponse> result,
        OperationError? doomed = null,
        Func<CancellationToken, Task<OperationError?>>? work = null)
    {
        OperationError? error = doomed ?? Draw(call);
        LongRunningOperation operation = new()
        {
            Id = Guid.NewGuid().ToString(),
            Namespace = provider,
            Region = call.Region ?? "global",
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
                    lock (_gate)
                        _timers.Remove(timer!);
                    timer!.Dispose();
                    if (error is null && work is not null)
                        background.Run(async stopping => End(operation, await work(stopping), complete));
                    else
                        End(operation, error, complete);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            _timers.Add(timer);
            timer.Change(settings.Draw(call.Operation), Timeout.InfiniteTimeSpan);
        }

        return operation;
    }

    /// <summary>202 for an action that changes nothing to wait for but itself.</summary>
    public SimResponse Accept(CallContext call, StoredResource resource, Func<SimResponse> result) => Accept(call, resource, _ => { }, result);

    /// <summary>202 for an action. <paramref name="complete"/> hears of its end.</summary>
    public SimResponse Accept(CallContext call, StoredResource resource, Action<OperationError?> complete, Func<SimResponse> result, bool withStatus = false) =>
        Accepted(call, Start(call, resource.Descriptor.Namespace, complete, result), resource.Id, withStatus);

    /// <summary>
    /// 202 with the address that tells the result. <paramref name="withStatus"/> adds the status address, as some operations of AML and all
    /// of the other providers do.
    /// </summary>
    public SimResponse Accepted(CallContext call, LongRunningOperation operation, string resourceId, bool withStatus = false) =>
        SimResponse.Empty(202, tookEffect: true)
            .With("Location", Address(call, operation, IsAml(operation) ? AmlResultSegment : ResultSegment))
            .With("Azure-AsyncOperation", withStatus || !IsAml(operation) ? StatusAddress(call, operation) : null)
            .With("Retry-After", Wire.Number(settings.RetryAfterSeconds))
            .With("x-ms-async-operation-timeout", "PT1H")
            .With("x-ms-operation-resource", resourceId);

    public static string StatusAddress(CallContext call, LongRunningOperation operation) =>
        Address(
        call, operation, !IsAml(operation) ? StatusSegment : call.Operation.StartsWith("computes:", StringComparison.Ordinal) ? ComputeStatusSegment : AmlStatusSegment);

    public SimResponse Status(CallContext call, string id)
    {
        LongRunningOperation operation = Find(id);
        string statusId = call.Request.Target.RawPath;
        return SimResponse.Json(200, operation.ToStatus(statusId)).With("Retry-After", operation.Running ? Wire.Number(settings.RetryAfterSeconds) : null);
    }

    public SimResponse Result(CallContext call, string id)
    {
        LongRunningOperation operation = Find(id);
        if (operation.Running)
        {
            return SimResponse.Empty(202)
                .With("Location", call.Request.BaseUrl + call.Request.PathAndQuery)
                .With("Retry-After", Wire.Number(settings.RetryAfterSeconds));
        }

        return operation.Error is { } error
            ? ArmException.User(409, error.Code, error.Message).ToResponse(call)
            : operation.Result();
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

    private static bool IsAml(LongRunningOperation operation) => ArmPath.Is(operation.Namespace, Types.AssetTypes.Namespace);

    private static string Address(CallContext call, LongRunningOperation operation, string segment) =>
        $"{call.Request.BaseUrl}/subscriptions/{World.WorldTopology.SubscriptionId}/providers/{operation.Namespace}/locations/{operation.Region}"
        + $"/{segment}/{operation.Id}?api-version={call.Request.Target["api-version"]}";

    private void End(LongRunningOperation operation, OperationError? error, Action<OperationError?> complete)
    {
        try
        {
            complete(error);
        }
        catch (ArmException exception)
        {
            // What the operation was about has gone meanwhile.
            error ??= new OperationError("ResourceNotFound", exception.Message);
        }

        operation.End(clock.GetUtcNow(), error);
    }

    private OperationError? Draw(CallContext call) => faults.Draw(call, startsOperation: true) is { } fault
        ? new OperationError(fault.FailureCode, $"The operation failed ({fault.RuleId}).")
        : null;

    private LongRunningOperation Find(string id)
    {
        lock (_gate)
        {
            return _operations.GetValueOrDefault(id)
                ?? throw ArmException.User(404, "NotFoundError", $"The operation '{id}' is not known.");
        }
    }
}
