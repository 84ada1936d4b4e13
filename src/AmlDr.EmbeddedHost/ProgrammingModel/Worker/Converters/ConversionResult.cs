using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>The outcome of a conversion.</summary>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Never compared; the programming model declares none.")]
public readonly struct ConversionResult
{
    private ConversionResult(ConversionStatus status, object? value, Exception? error)
    {
        Status = status;
        Value = value;
        Error = error;
    }

    /// <summary>Whether it succeeded, failed or was not handled.</summary>
    public ConversionStatus Status { get; }

    /// <summary>The converted value.</summary>
    public object? Value { get; }

    /// <summary>Why it failed.</summary>
    public Exception? Error { get; }

    /// <summary>Not handled: the next converter is asked.</summary>
    /// <returns>The outcome.</returns>
    public static ConversionResult Unhandled() => new(ConversionStatus.Unhandled, null, null);

    /// <summary>Succeeded.</summary>
    /// <param name="value">The converted value.</param>
    /// <returns>The outcome.</returns>
    public static ConversionResult Success(object? value) => new(ConversionStatus.Succeeded, value, null);

    /// <summary>Failed: the invocation fails.</summary>
    /// <param name="exception">Why.</param>
    /// <returns>The outcome.</returns>
    public static ConversionResult Failed(Exception exception) => new(ConversionStatus.Failed, null, exception);
}
