namespace AmlDr.Azure.Files;

/// <summary>An entry of a directory of a file share, as a listing shows it.</summary>
/// <param name="Name">Its name, unescaped. Names keep their case, which does not count.</param>
/// <param name="IsDirectory">True for a directory.</param>
/// <param name="Length">The length in bytes; 0 for a directory.</param>
/// <param name="LastWriteTime">When its bytes last changed, to a tenth of a microsecond; null when the service does not say.</param>
public sealed record FileItem(string Name, bool IsDirectory, long Length, DateTimeOffset? LastWriteTime);
