namespace AmlDr.EmbeddedHost.Durable;

/// <summary>Which instance ids are allowed: what the Durable Functions extension allows, since ids are part of its addresses.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 256;

    /// <exception cref="ArgumentException">The id is not allowed.</exception>
    public static void Check(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaxLength)
        {
            throw new ArgumentException($"Instance id '{instanceId[..32]}…' has {instanceId.Length} characters; {MaxLength} are allowed.", nameof(instanceId));
        }

        if (instanceId.StartsWith('@'))
        {
            throw new ArgumentException($"Instance id '{instanceId}' starts with '@', which is reserved for entities.", nameof(instanceId));
        }

        if (instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException($"Instance id '{instanceId}' contains one of / \\ # ? or a control character. Use other characters.", nameof(instanceId));
        }
    }
}
