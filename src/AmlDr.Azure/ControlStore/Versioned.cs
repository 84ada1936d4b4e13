namespace AmlDr.Azure.ControlStore;

/// <summary>A value with the ETag under which it was read.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="ETag">The ETag.</param>
public sealed record Versioned<T>(T Value, string ETag);
