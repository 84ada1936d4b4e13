using System.Collections;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The app's input converters in the order they are asked.</summary>
public sealed class InputConverterCollection : IEnumerable<Type>
{
    private readonly List<Type> _types = [];

    /// <summary>Adds a converter at the end.</summary>
    /// <typeparam name="T">The converter.</typeparam>
    public void Register<T>()
        where T : IInputConverter => _types.Add(typeof(T));

    /// <summary>Inserts a converter.</summary>
    /// <typeparam name="T">The converter.</typeparam>
    /// <param name="index">Where.</param>
    public void RegisterAt<T>(int index)
        where T : IInputConverter => _types.Insert(index, typeof(T));

    /// <summary>Removes all.</summary>
    public void Clear() => _types.Clear();

    /// <inheritdoc/>
    public IEnumerator<Type> GetEnumerator() => _types.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
