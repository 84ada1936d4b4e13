using System.Collections.Immutable;

namespace AmlDr.Core.Kinds;

/// <summary>
/// A field of an asset document, by property names from the top: <c>properties.modelUri</c>. The step <c>*</c> stands for every property of
/// an object or every element of an array; the step <c>**</c> for any number of steps, none included.
/// </summary>
public sealed class FieldPath
{
    /// <summary>The step that stands for every property or element.</summary>
    public const string Any = "*";

    /// <summary>The step that stands for any number of steps. As the last one it covers every value below.</summary>
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
    /// <returns>True when the path names the place.</returns>
    public bool Covers(IReadOnlyList<string> place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Matches(_steps.AsSpan(), place, 0, place.Count);
    }

    /// <summary>Says whether a place is the field or inside it.</summary>
    /// <param name="place">The property names and array positions that lead to the place.</param>
    /// <returns>True when the path names the place or one that leads to it.</returns>
    public bool IsOrContains(IReadOnlyList<string> place)
    {
        ArgumentNullException.ThrowIfNull(place);
        for (int length = 1; length <= place.Count; length++)
        {
            if (Matches(_steps.AsSpan(), place, 0, length))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', _steps);

    private static bool Matches(ReadOnlySpan<string> steps, IReadOnlyList<string> place, int start, int end)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] == Below)
            {
                ReadOnlySpan<string> rest = steps[(i + 1)..];
                for (int next = start + i; next <= end; next++)
                {
                    if (rest.IsEmpty || Matches(rest, place, next, end))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (start + i >= end || (steps[i] != Any && !string.Equals(steps[i], place[start + i], StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return start + steps.Length == end;
    }
}
