namespace AmlDr.Sandbox.App;

/// <summary>What <c>GET /api/health</c> answers.</summary>
/// <param name="IsUp">Whether the app can work: the answer's status is 200.</param>
/// <param name="Text">The answer as it came.</param>
public sealed record AppHealth(bool IsUp, string Text);
