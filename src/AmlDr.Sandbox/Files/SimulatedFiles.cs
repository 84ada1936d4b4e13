using System.Collections.Concurrent;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Files.State;

namespace AmlDr.Sandbox.Files;

/// <summary>Direct access to the simulated file shares, past HTTP, faults and the call log: for seeding and comparing.</summary>
public sealed class SimulatedFiles
{
    private readonly ConcurrentDictionary<string, FileAccountState> _accounts = new(StringComparer.Ordinal);
    private readonly BlobContext _storage;

    internal SimulatedFiles(BlobContext storage) => _storage = storage;

    /// <summary>Makes a share; one that is there already stays as it is.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="share">The share's name.</param>
    /// <exception cref="ArgumentException">There is no such account.</exception>
    public void CreateShare(string account, string share)
    {
        FileAccountState state = Account(account);
        lock (state.Gate)
            state.Shares.TryAdd(share, new ShareState(share, _storage.NextETag(), _storage.Clock.GetUtcNow()));
    }

    /// <summary>Names of an account's shares.</summary>
    /// <param name="account">The account's name.</param>
    /// <exception cref="ArgumentException">There is no such account.</exception>
    public IReadOnlyList<string> Shares(string account)
    {
        FileAccountState state = Account(account);
        lock (state.Gate)
            return [.. state.Shares.Keys];
    }

    /// <summary>Time stamps of a share's snapshots, oldest first.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="share">The share's name.</param>
    /// <exception cref="ArgumentException">There is no such account or share.</exception>
    public IReadOnlyList<string> Snapshots(string account, string share)
    {
        FileAccountState state = Account(account);
        lock (state.Gate)
            return [.. Share(state, share).Snapshots.Keys];
    }

    /// <summary>Puts a file, and the directories above it.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="share">The share's name.</param>
    /// <param name="path">Path below the share, with slashes.</param>
    /// <param name="content">The bytes.</param>
    /// <exception cref="ArgumentException">There is no such account or share, or a file stands where a directory must be.</exception>
    public void Put(string account, string share, string path, BlobContent content)
    {
        string[] steps = Steps(path);
        FileAccountState state = Account(account);
        DateTimeOffset now = _storage.Clock.GetUtcNow();
        lock (state.Gate)
        {
            FileEntry directory = Share(state, share).Root;
            foreach (string step in steps[..^1])
            {
                FileEntry? next = directory.Find(step);
                if (next is null)
                    directory.Add(next = FileEntry.Directory(step, _storage.NextETag(), now));
                else if (!next.IsDirectory)
                    throw new ArgumentException($"'path' is '{path}', but '{step}' is a file.", nameof(path));
                directory = next;
            }

            directory.Remove(steps[^1]);
            directory.Add(FileEntry.File(steps[^1], content, _storage.NextETag(), now));
        }
    }

    /// <summary>A file's bytes, null when there is no such file.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="share">The share's name.</param>
    /// <param name="path">Path below the share.</param>
    /// <exception cref="ArgumentException">There is no such account or share.</exception>
    public BlobContent? Read(string account, string share, string path)
    {
        FileAccountState state = Account(account);
        lock (state.Gate)
            return Share(state, share).Root.Find(Steps(path)) is { IsDirectory: false } file ? file.Content : null;
    }

    /// <summary>Every file of a share, by path.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="share">The share's name.</param>
    /// <exception cref="ArgumentException">There is no such account or share.</exception>
    public IReadOnlyList<FileSnapshot> List(string account, string share)
    {
        FileAccountState state = Account(account);
        List<(string Path, FileEntry File)> files = [];
        lock (state.Gate)
            Collect(Share(state, share).Root, string.Empty, files);
        return
        [
            .. files.Select(file => new FileSnapshot
            {
                Path = file.Path,
                Length = file.File.Content.Length,
                Md5 = Convert.ToBase64String(file.File.Content.Md5()),
                ModifiedAt = file.File.ModifiedAt,
            }),
        ];
    }

    internal void RemoveAccount(string account) => _accounts.TryRemove(account, out _);

    internal FileAccountState Account(string account) => _storage.Accounts.ContainsKey(account)
        ? _accounts.GetOrAdd(account, _ => new FileAccountState())
        : throw new ArgumentException($"There is no storage account '{account}'.", nameof(account));

    private static ShareState Share(FileAccountState state, string share) => state.Shares.GetValueOrDefault(share)
        ?? throw new ArgumentException($"There is no share '{share}'.", nameof(share));

    private static string[] Steps(string path)
    {
        string[] steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return steps.Length > 0 ? steps : throw new ArgumentException("'path' is empty.", nameof(path));
    }

    private static void Collect(FileEntry directory, string prefix, List<(string Path, FileEntry File)> files)
    {
        foreach (FileEntry entry in directory.Children)
        {
            if (entry.IsDirectory)
                Collect(entry, $"{prefix}{entry.Name}/", files);
            else
                files.Add((prefix + entry.Name, entry));
        }
    }
}
