namespace AmlDr.Sandbox.Arm.Types;

/// <summary>
/// The published examples write the word <c>string</c> wherever any text may stand, also where a location, a model or a deployment must be
/// named. That one word passes every check of that sort, so that the examples can be replayed unchanged.
/// </summary>
internal static class Placeholder
{
    public const string Word = "string";

    public static bool Is(string? text) => text == Word;
}
