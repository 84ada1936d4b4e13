using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Blobs;

/// <summary>Direct access to the simulated blob services, past HTTP, faults and the call log: for seeding and comparing.</summary>
public sealed class SimulatedBlobs
{
    private readonly BlobContext _context;

    internal SimulatedBlobs(BlobContext context) => _context = context;

    /// <summary>Names of all accounts.</summary>
    public IReadOnlyList<string> Accounts => [.. _context.Accounts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The account of a name, null when there is none.</summary>
    /// <param name="account">The account's name.</param>
    public SimulatedAccount? FindAccount(string account) => _context.Accounts.GetValueOrDefault(account)?.Account;

    /// <summary>Makes a container; one that is there already stays as it is.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="container">The container's name.</param>
    public void CreateContainer(string account, string container)
    {
        AccountState state = Account(account);
        lock (state.Gate)
        {
            if (state.Find(container) is null)
                state.Add(new ContainerState(container) { ETag = _context.NextETag(), LastModified = _context.Clock.GetUtcNow() });
        }
    }

    /// <summary>Puts a block blob, replacing what is there.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="container">The container's name; it must exist.</param>
    /// <param name="name">The blob's name, decoded.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="contentType">Its content type; null for <c>application/octet-stream</c>.</param>
    /// <param name="withContentMd5">
    /// Whether the property <c>Content-MD5</c> is stored. As in Azure, blobs that were put whole have it and blobs committed from blocks do
    /// not unless the client sent it.
    /// </param>
    public void Put(string account, string container, string name, BlobContent content, string? contentType = null, bool withContentMd5 = true)
    {
        ArgumentNullException.ThrowIfNull(content);
        BlobProperties properties = new()
        {
            ContentType = contentType ?? BlobProperties.DefaultContentType,
            ContentMd5 = withContentMd5 ? content.Md5() : null,
        };
        AccountState state = Account(account);
        lock (state.Gate)
        {
            BlobEntry entry = Container(state, container).FindOrAdd(name);
            DateTimeOffset now = _context.Clock.GetUtcNow();
            entry.Committed = new StoredBlob
            {
                Type = StoredBlob.BlockBlob,
                Content = content,
                Properties = properties,
                ETag = _context.NextETag(),
                LastModified = now,
                CreatedAt = now,
            };
            entry.Uncommitted.Clear();
        }
    }

    /// <summary>Replaces a blob's bytes and leaves what listings tell of it, its MD5 included, as if a disk had failed. Only the ETag is a new one.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="name">The blob's name; it must exist.</param>
    /// <param name="content">Its new bytes, as many as before.</param>
    public void Damage(string account, string container, string name, BlobContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        AccountState state = Account(account);
        lock (state.Gate)
        {
            BlobEntry entry = Container(state, container).Find(name) ?? throw new ArgumentException($"There is no blob '{name}'.", nameof(name));
            StoredBlob standing = entry.Committed ?? throw new ArgumentException($"The blob '{name}' is not committed.", nameof(name));
            ArgumentOutOfRangeException.ThrowIfNotEqual(content.Length, standing.Content.Length);
            entry.Committed = standing with { Content = content, ETag = _context.NextETag() };
        }
    }

    /// <summary>Removes a blob. False when there is none.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="name">The blob's name.</param>
    public bool Delete(string account, string container, string name)
    {
        AccountState state = Account(account);
        lock (state.Gate)
        {
            ContainerState found = Container(state, container);
            if (found.Find(name) is null)
                return false;
            found.Remove(name);
            return true;
        }
    }

    /// <summary>A blob's content, null when there is none.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="name">The blob's name.</param>
    public BlobContent? Read(string account, string container, string name)
    {
        AccountState state = Account(account);
        lock (state.Gate)
            return state.Find(container)?.Find(name)?.Committed?.Content;
    }

    /// <summary>The containers of an account.</summary>
    /// <param name="account">The account's name.</param>
    public IReadOnlyList<string> Containers(string account)
    {
        AccountState state = Account(account);
        lock (state.Gate)
            return [.. state.Containers.Select(container => container.Name)];
    }

    /// <summary>The committed blobs of a container in ordinal order of their names.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="prefix">Only names that begin so.</param>
    /// <param name="withMd5">Whether the content's MD5 is worked out; gigabytes take seconds the first time.</param>
    public IReadOnlyList<BlobSnapshot> List(string account, string container, string prefix = "", bool withMd5 = true)
    {
        AccountState state = Account(account);
        (string Name, StoredBlob Blob)[] found;
        lock (state.Gate)
        {
            found =
            [
                .. Container(state, container).From(prefix)
                    .TakeWhile(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
                    .Where(entry => entry.Committed is not null)
                    .Select(entry => (entry.Name, entry.Committed!)),
            ];
        }

        return [.. found.Select(item => new BlobSnapshot
        {
            Name = item.Name,
            Length = item.Blob.Content.Length,
            Md5 = withMd5 ? Convert.ToHexStringLower(item.Blob.Content.Md5()) : null,
            ContentMd5 = item.Blob.Properties.ContentMd5 is { } md5 ? Convert.ToBase64String(md5) : null,
            ContentType = item.Blob.Properties.ContentType,
            Metadata = item.Blob.Metadata,
            ETag = item.Blob.ETag,
            LastModified = item.Blob.LastModified,
        })];
    }

    /// <summary>How many blocks wait to be committed under a blob's name.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="name">The blob's name.</param>
    public int CountUncommittedBlocks(string account, string container, string name)
    {
        AccountState state = Account(account);
        lock (state.Gate)
            return state.Find(container)?.Find(name)?.Uncommitted.Count ?? 0;
    }

    internal void AddAccount(SimulatedAccount account) => _context.Accounts.TryAdd(account.Name, new AccountState(account));

    internal void RemoveAccount(string account) => _context.Accounts.TryRemove(account, out _);

    /// <summary>Whether the account's keys, and signatures made with them, open anything.</summary>
    internal void AllowKeys(string account, bool allowed) => Account(account).AllowsKeys = allowed;

    /// <summary>Limits how fast an account takes part in server-side copies.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="bytesPerSecond">Bytes per second, shared by all copies; null for no limit.</param>
    public void SetBandwidth(string account, long? bytesPerSecond)
    {
        if (bytesPerSecond <= 0)
            throw new ArgumentOutOfRangeException(nameof(bytesPerSecond), bytesPerSecond, "'bytesPerSecond' must be above 0, or null for no limit.");
        Account(account).Bandwidth.Set(bytesPerSecond);
    }

    private static ContainerState Container(AccountState state, string container) =>
        state.Find(container) ?? throw new ArgumentException($"There is no container '{container}' in the account '{state.Account.Name}'.", nameof(container));

    private AccountState Account(string account) => _context.Accounts.TryGetValue(account, out AccountState? state)
        ? state
        : throw new ArgumentException($"There is no account '{account}'; use one of: {string.Join(", ", _context.Accounts.Keys)}.", nameof(account));
}
