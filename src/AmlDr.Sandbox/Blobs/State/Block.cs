using AmlDr.Sandbox.Blobs.Contents;

namespace AmlDr.Sandbox.Blobs.State;

/// <summary>A block of a blob, committed or not.</summary>
/// <param name="Id">Its id, base64 as the client sent it.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record Block(string Id, BlobContent Content);
