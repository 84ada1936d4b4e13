using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask.Client;

/// <summary>The state of an orchestration instance at the time it was read.</summary>
public sealed class OrchestrationMetadata
{
    /// <summary>Creates the state.</summary>
    /// <param name="name">The orchestrator function's name.</param>
    /// <param name="instanceId">The instance id.</param>
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>The orchestrator function's name.</summary>
    public string Name { get; }

    /// <summary>The instance id.</summary>
    public string InstanceId { get; }

    /// <summary>What reads the serialized values; null when inputs and outputs were not asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>The status.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When the instance was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the instance last did something.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input, or null when not asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output, or null when there is none or it was not asked for.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status, or null when there is none or it was not asked for.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>The instance's tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why the instance failed, or null.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether the status is <see cref="OrchestrationRuntimeStatus.Running"/>.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether the instance has completed, failed or been terminated.</summary>
    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The input.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The input.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>The output.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The output.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>The custom status.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The custom status.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    /// <inheritdoc/>
    public override string ToString() =>
        $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}"
        + (FailureDetails is null ? "]" : $", FailureDetails: '{FailureDetails.ErrorType} - {FailureDetails.ErrorMessage}']");

    private T? Read<T>(string? serialized, [CallerMemberName] string method = "")
    {
        ThrowIfNotFetched(method);
        return DataConverter.Deserialize<T>(serialized);
    }

    [MemberNotNull(nameof(DataConverter))]
    private void ThrowIfNotFetched(string method)
    {
        if (DataConverter is null)
        {
            throw new InvalidOperationException(
                $"{method} works on {nameof(OrchestrationMetadata)} that was fetched with inputs and outputs. Pass getInputsAndOutputs: true.");
        }
    }
}
