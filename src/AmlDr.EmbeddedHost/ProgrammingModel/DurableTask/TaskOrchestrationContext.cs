using System.Collections.Immutable;
using Microsoft.DurableTask.Abstractions;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>
/// What an orchestrator works with. Everything it offers is recorded and replayed; an orchestrator awaits nothing else
/// and takes time, identifiers and randomness from here only.
/// </summary>
public abstract class TaskOrchestrationContext
{
    private ReplaySafeLoggers? _replaySafeLoggers;

    /// <summary>Creates the context.</summary>
    protected TaskOrchestrationContext()
    {
    }

    /// <summary>The orchestrator function's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that started this one, or null.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The current time in UTC, the same at every replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code is catching up with what it did before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version that the instance was started with; empty when unversioned.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Configuration of the orchestration; empty unless the engine supplies some.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Makes loggers that are silent while replaying.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeLoggers ??= new ReplaySafeLoggers(this, () => LoggerFactory);

    /// <summary>Makes loggers that also write while replaying.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The input.</summary>
    /// <typeparam name="T">The input's type.</typeparam>
    /// <returns>The input, or the type's default when there is none.</returns>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity whose result is of no interest.</summary>
    /// <param name="name">The activity function's name.</param>
    /// <param name="input">The input; write <c>input: null</c> for none together with options.</param>
    /// <param name="options">Retries.</param>
    /// <returns>A task that ends with the activity.</returns>
    /// <exception cref="TaskFailedException">The activity failed and is not tried again.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without input.</summary>
    /// <param name="name">The activity function's name.</param>
    /// <param name="options">Retries.</param>
    /// <returns>A task that ends with the activity.</returns>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity without input.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="name">The activity function's name.</param>
    /// <param name="options">Retries.</param>
    /// <returns>The activity's result.</returns>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="name">The activity function's name.</param>
    /// <param name="input">The input.</param>
    /// <param name="options">Retries.</param>
    /// <returns>The activity's result.</returns>
    /// <exception cref="TaskFailedException">The activity failed and is not tried again.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Waits for a time span. Cancel timers that are no longer needed: an open one keeps the instance running.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Cancels the timer; its task then throws <see cref="TaskCanceledException"/>.</param>
    /// <returns>A task that ends when the time has come.</returns>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Waits for a point in time. Cancel timers that are no longer needed: an open one keeps the instance running.</summary>
    /// <param name="fireAt">When.</param>
    /// <param name="cancellationToken">Cancels the timer; its task then throws <see cref="TaskCanceledException"/>.</param>
    /// <returns>A task that ends when the time has come.</returns>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for an external event. An event that came before is taken from the buffer; of several waiters for one name the last one is served first.
    /// </summary>
    /// <typeparam name="T">The payload's type; one name has one type.</typeparam>
    /// <param name="eventName">The event's name; compares without case.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The payload.</returns>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an external event, but not longer than <paramref name="timeout"/>.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="eventName">The event's name; compares without case.</param>
    /// <param name="timeout">How long.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="TaskCanceledException">The time is over.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an external event, but not longer than <paramref name="timeout"/>.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="eventName">The event's name; compares without case.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="TaskCanceledException">The time is over or the wait was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timerCancellation = new();
        using CancellationTokenSource waitCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task timer = CreateTimer(timeout, timerCancellation.Token);
        Task<T> received = WaitForExternalEvent<T>(eventName, waitCancellation.Token);

        // The synchronous Cancel is meant: CancelAsync would leave the orchestrator's thread.
        CancellationTokenSource loser = await Task.WhenAny(timer, received) == received ? timerCancellation : waitCancellation;
#pragma warning disable CA1849
        loser.Cancel();
#pragma warning restore CA1849
        return await received;
    }

    /// <summary>Sends an external event to another orchestration. An unknown instance is ignored.</summary>
    /// <param name="instanceId">The receiver.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="payload">The payload.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets the custom status that clients see from the end of this step on.</summary>
    /// <param name="customStatus">Any serializable value; null clears it.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls a sub-orchestration.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="input">The input.</param>
    /// <param name="options">Retries, instance id, version.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The sub-orchestration failed or was terminated.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Calls a sub-orchestration without input.</summary>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="options">Retries, instance id, version.</param>
    /// <returns>The result.</returns>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestration without input, whose result is of no interest.</summary>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="options">Retries, instance id, version.</param>
    /// <returns>A task that ends with the sub-orchestration.</returns>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestration whose result is of no interest.</summary>
    /// <param name="orchestratorName">The orchestrator function's name.</param>
    /// <param name="input">The input.</param>
    /// <param name="options">Retries, instance id, version.</param>
    /// <returns>A task that ends with the sub-orchestration.</returns>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Starts the orchestration over, with an empty history, when the orchestrator function returns.</summary>
    /// <param name="newInput">The input of the next execution.</param>
    /// <param name="preserveUnprocessedEvents">Whether external events that nobody awaited yet go on to the next execution.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Starts the orchestration over, with an empty history, when the orchestrator function returns.</summary>
    /// <param name="options">Input, version and what becomes of unprocessed events.</param>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A new identifier at every call, the same ones at replay.</summary>
    /// <returns>A version 5 identifier.</returns>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent while replaying.</summary>
    /// <param name="categoryName">The category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => ReplaySafeLoggerFactory.CreateLogger(categoryName);

    /// <summary>A logger that is silent while replaying.</summary>
    /// <param name="type">The type that names the category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(Type type) => ReplaySafeLoggerFactory.CreateLogger(type);

    /// <summary>A logger that is silent while replaying.</summary>
    /// <typeparam name="T">The type that names the category.</typeparam>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger<T>() => ReplaySafeLoggerFactory.CreateLogger<T>();

    /// <summary>Compares <see cref="Version"/> with another version.</summary>
    /// <param name="version">The other version.</param>
    /// <returns>Less than, equal to or greater than zero.</returns>
    public virtual int CompareVersionTo(string version) => TaskOrchestrationVersioningUtils.CompareVersions(Version, version);

    private sealed class ReplaySafeLoggers(TaskOrchestrationContext context, Func<ILoggerFactory> inner) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName)
        {
            // A context that wraps another one may hand out the inner one's factory, which is silent already.
            ILoggerFactory factory = inner();
            ILogger logger = factory.CreateLogger(categoryName);
            return factory is ReplaySafeLoggers ? logger : new ReplaySafeLogger(context, logger);
        }

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("Add logger providers to the application, not to an orchestration.");

        public void Dispose()
        {
            // The application owns the loggers.
        }
    }

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !context.IsReplaying && logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
