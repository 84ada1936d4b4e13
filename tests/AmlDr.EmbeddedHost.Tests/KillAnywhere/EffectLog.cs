namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>What activities did outside of the host: a file per effect, written at least once.</summary>
public sealed class EffectLog
{
    private readonly string _folder;

    public EffectLog(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    public void Add(string effect) => File.WriteAllText(Path.Combine(_folder, effect), effect);

    /// <summary>Adds an effect that has not been there.</summary>
    /// <returns>How many of its kind there are now.</returns>
    public int AddNext(string kind)
    {
        int number = Directory.GetFiles(_folder, kind + "-*").Length + 1;
        Add($"{kind}-{number}");
        return number;
    }

    public static IReadOnlyList<string> Read(string folder) => [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
