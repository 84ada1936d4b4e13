using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or activity function. Names compare without case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Creates a task name.</summary>
    /// <param name="name">The name as given in <c>[Function("…")]</c>.</param>
    public TaskName(string name) => Name = name;

    /// <summary>The name as it was written.</summary>
    public string Name { get; }

    /// <summary>Converts to the plain name.</summary>
    /// <param name="value">The task name.</param>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>Converts a plain name.</summary>
    /// <param name="value">The name.</param>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The constructor is the named alternate.")]
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Compares two names without case.</summary>
    /// <param name="a">One name.</param>
    /// <param name="b">The other name.</param>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Compares two names without case.</summary>
    /// <param name="a">One name.</param>
    /// <param name="b">The other name.</param>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name ?? string.Empty;
}
