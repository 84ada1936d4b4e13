namespace AmlDr.Azure.Secrets;

/// <summary>A folder that its owner alone may enter.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder unless it exists.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The folder. On Windows its rights are those that it inherits.</returns>
    public static DirectoryInfo Create(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnersAlone);

    /// <summary>Says what is wrong with a folder, before it is used.</summary>
    /// <param name="path">The path.</param>
    /// <returns>What is wrong with its remedy; null when it is missing, or can be used.</returns>
    public static string? FindFault(string path)
    {
        if (File.Exists(path))
        {
            return "it is a file; name a folder.";
        }

        return !OperatingSystem.IsWindows() && Directory.Exists(path) && (File.GetUnixFileMode(path) & Others) != 0
            ? "others than its owner may enter it, and its keys open every sealed secret; take their rights away (chmod 700)."
            : null;
    }
}
