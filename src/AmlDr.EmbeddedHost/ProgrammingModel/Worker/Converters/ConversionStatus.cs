namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>How a conversion ended.</summary>
public enum ConversionStatus
{
    /// <summary>The converter does not handle this kind of value.</summary>
    Unhandled = 0,

    /// <summary>It succeeded.</summary>
    Succeeded = 1,

    /// <summary>It failed.</summary>
    Failed = 2,
}
