using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>The version of an orchestration or activity; empty means unversioned.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>The absence of a version.</summary>
    public static readonly TaskVersion Unversioned = new(string.Empty);

    /// <summary>Creates a version.</summary>
    /// <param name="version">Any text; versions that <see cref="System.Version"/> can parse compare by number.</param>
    public TaskVersion(string? version) => Version = version ?? string.Empty;

    /// <summary>The version's text.</summary>
    public string Version { get; }

    /// <summary>Converts to the version's text.</summary>
    /// <param name="value">The version.</param>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>Converts a text.</summary>
    /// <param name="value">The text; null means unversioned.</param>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The constructor is the named alternate.")]
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Compares without case.</summary>
    /// <param name="a">One version.</param>
    /// <param name="b">The other version.</param>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Compares without case.</summary>
    /// <param name="a">One version.</param>
    /// <param name="b">The other version.</param>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version ?? string.Empty, other.Version ?? string.Empty, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version ?? string.Empty);
}
