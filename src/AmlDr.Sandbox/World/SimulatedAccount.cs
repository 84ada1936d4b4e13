namespace AmlDr.Sandbox.World;

/// <summary>A storage account of the simulated world.</summary>
/// <param name="Name">The account's name, the first segment of its blob addresses.</param>
/// <param name="Region">Its region.</param>
/// <param name="ResourceId">Its ARM id.</param>
/// <param name="Keys">Its two access keys, base64. They open nothing but the simulator.</param>
public sealed record SimulatedAccount(string Name, string Region, string ResourceId, IReadOnlyList<string> Keys);
