using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Features of an invocation by type.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The programming model names it so.")]
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Sets a feature.</summary>
    /// <typeparam name="T">The feature's type.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T? instance);

    /// <summary>Gets a feature.</summary>
    /// <typeparam name="T">The feature's type.</typeparam>
    /// <returns>The feature, or null.</returns>
    T? Get<T>();
}
