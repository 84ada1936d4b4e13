using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function.</summary>
public class FunctionParameter
{
    /// <summary>Creates a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    public FunctionParameter(string name, Type type)
        : this(name, type, false, null, ImmutableDictionary<string, object>.Empty)
    {
    }

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="properties">Its properties.</param>
    public FunctionParameter(string name, Type type, IReadOnlyDictionary<string, object> properties)
        : this(name, type, false, null, properties)
    {
    }

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="hasDefaultValue">Whether it has a default value.</param>
    /// <param name="defaultValue">The default value.</param>
    public FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue)
        : this(name, type, hasDefaultValue, defaultValue, ImmutableDictionary<string, object>.Empty)
    {
    }

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="hasDefaultValue">Whether it has a default value.</param>
    /// <param name="defaultValue">The default value.</param>
    /// <param name="properties">Its properties.</param>
    public FunctionParameter(
        string name, Type type, bool hasDefaultValue, object? defaultValue, IReadOnlyDictionary<string, object> properties)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(properties);
        Name = name;
        Type = type;
        HasDefaultValue = hasDefaultValue;
        DefaultValue = defaultValue;
        Properties = properties;
        IsReferenceOrNullableType = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type.</summary>
    public Type Type { get; }

    /// <summary>Whether it can hold null.</summary>
    public bool IsReferenceOrNullableType { get; }

    /// <summary>Whether it has a default value.</summary>
    public bool HasDefaultValue { get; }

    /// <summary>The default value.</summary>
    public object? DefaultValue { get; }

    /// <summary>Its properties.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; }
}
