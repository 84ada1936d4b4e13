namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>The folder that holds everything the host must remember. Only its owner may enter it.</summary>
internal sealed class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public StateFolder(string root) => Root = Path.GetFullPath(root);

    public string Root { get; }

    public string KeyRing => Path.Combine(Root, "keyring");

    public string Keys => Path.Combine(Root, "keys.json");

    public string Database(string hub) => Path.Combine(Root, hub + ".db");

    public string Lock(string hub) => Path.Combine(Root, hub + ".lock");

    public string InFlight(string hub) => Path.Combine(Root, hub + ".inflight");

    /// <summary>Creates the folder if need be and takes the rights of others away.</summary>
    public void Prepare()
    {
        CreateOwnerOnly(Root);
        CreateOwnerOnly(KeyRing);
    }

    private static void CreateOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // The mode is for new folders; an existing one is narrowed, since keys are going to lie in it.
        DirectoryInfo folder = Directory.CreateDirectory(path, OwnerOnly);
        if (folder.UnixFileMode != OwnerOnly)
        {
            folder.UnixFileMode = OwnerOnly;
        }
    }
}
