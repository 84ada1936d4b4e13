using System.Collections.Immutable;

namespace AmlDr.Core.Kinds;

/// <summary>
/// A field of an asset document, by property names from the top: <c>properties.modelUri</c>. The step <c>*</c> stands for every property of
/// an object or every element of an array; the last step <c>**</c> for every value below.
/// </summary>
public sealed class FieldPath
{
    /// <summary>The step that stands for every property or element.</summary>
    public const string Any = "*";

    /// <summary>The last step that stands for every value below.</summary>
    public const string Below = "**";

    private readonly ImmutableArray<string> _steps;

    private FieldPath(ImmutableArray<string> steps) => _steps = steps;

    /// <summary>The steps from the top.</summary>
    public IReadOnlyList<string> Steps => _steps;

    /// <summary>Reads a path.</summary>
    /// <param name="text">Property names joined by dots.</param>
    /// <returns>The path.</returns>
    public static FieldPath Of(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new FieldPath([.. text.Split('.')]);
    }

    /// <summary>Says whether the path covers a place in a document.</summary>
    /// <param name="place">The property names and array positions that lead to the place.</param>
    /// <returns>True when it is the place, or when the path ends in <see cref="Below"/> and the place is below it.</returns>
    public bool Covers(IReadOnlyList<string> place)
    {
        ArgumentNullException.ThrowIfNull(place);
        for (int i = 0; i < _steps.Length; i++)
        {
            if (_steps[i] == Below)
            {
                return place.Count >= i;
            }

            if (i >= place.Count || (_steps[i] != Any && !string.Equals(_steps[i], place[i], StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return place.Count == _steps.Length;
    }

    /// <summary>Says whether a place is the field or inside it.</summary>
    /// <param name="place">The property names and array positions that lead to the place.</param>
    /// <returns>True when the path is the place or leads to it.</returns>
    public bool IsOrContains(IReadOnlyList<string> place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Count >= _steps.Length && Covers([.. place.Take(_steps.Length)]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', _steps);
}
