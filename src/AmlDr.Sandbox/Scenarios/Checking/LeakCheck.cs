using System.Text;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Checking;

/// <summary>
/// Looks for planted secrets wherever the app keeps or says anything: control store, task hub, log. To be used when the app has stopped, which
/// keeps files of its own to itself.
/// </summary>
/// <param name="session">The session.</param>
public sealed class LeakCheck(SandboxSession session)
{
    private readonly SecretSearch _search = new(SeedSecrets.Marker);

    /// <summary>Looks everywhere.</summary>
    /// <param name="texts">Texts to look through besides, by what they are.</param>
    /// <returns>One sentence for each find, and the number of bytes that were looked through.</returns>
    public (IReadOnlyList<string> Finds, long Bytes) Look(IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        List<string> finds = [];
        long total = 0;
        foreach ((string place, byte[] bytes) in Places(texts))
        {
            total += bytes.Length;
            finds.AddRange(_search.Find(bytes).Select(form => $"{place} holds a planted secret as {form}"));
        }

        return (finds, total);
    }

    private IEnumerable<(string Place, byte[] Bytes)> Places(IReadOnlyDictionary<string, string> texts)
    {
        string account = session.Azure.World.ControlAccount.Name;
        foreach (string container in session.Azure.Blobs.Containers(account))
        {
            foreach (string blob in session.Azure.Blobs.List(account, container, string.Empty, withMd5: false).Select(blob => blob.Name))
            {
                if (session.Azure.Blobs.Read(account, container, blob) is { } content)
                    yield return ($"the control store's {blob}", [.. Encoding.UTF8.GetBytes(blob), .. content.ToArray()]);
            }
        }

        foreach (string file in Directory.EnumerateFiles(session.App.Setup.StateFolder, "*", SearchOption.AllDirectories))
            yield return ($"the state folder's {Path.GetFileName(file)}", ReadShared(file));
        yield return ("the app's log", ReadShared(session.App.Log.Path));
        foreach ((string name, string text) in texts)
            yield return (name, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads a file that another process may write.</summary>
    private static byte[] ReadShared(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
