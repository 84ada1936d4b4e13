using AmlDr.Sandbox.App;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Demo;

/// <summary>What the demo leaves running, and what can be done with it.</summary>
internal static class DemoAddresses
{
    public static IReadOnlyList<(string What, string Where)> Of(SandboxSession session)
    {
        string azure = session.Azure.BaseUrl;
        AppKeys keys = session.App.Setup.Keys;
        return
        [
            ("App", $"{session.App.Setup.Address}api/health"),
            ("App key", keys.Function),
            ("App master key", keys.Master),
            ("Event Grid webhook", session.App.Webhook.ToString()),
            ("App log", session.App.Log.Path),
            ("Resource Manager", $"{azure}/"),
            .. session.Azure.World.Workspaces.Select(workspace => ($"Workspace in {workspace.Region}", azure + workspace.ResourceId)),
            .. session.Azure.World.Accounts.Select(account => ($"Blobs of {account.Name}", session.Azure.BlobEndpoint(account.Name).ToString())),
            ("Control routes", $"{azure}/sandbox"),
        ];
    }

    public static IReadOnlyList<(string What, string Command)> Examples(SandboxSession session)
    {
        string key = $"-H 'x-functions-key: {session.App.Setup.Keys.Function}'";
        string token = "-H 'Authorization: Bearer anything'";
        WorldTopology world = session.Azure.World;
        return
        [
            ("how the pair stands", $"curl -s {key} {session.App.Setup.Address}api/pairs/{AppSettings.PairName}"),
            (
                "register an environment in the primary",
                $"curl -s -X PUT {token} -H 'Content-Type: application/json' '{Environment(world.Primary)}' -d '{{\"properties\":{{\"image\":\"ubuntu:24.04\"}}}}'"),
            ("see it in the secondary, a second later", $"curl -s {token} '{Environment(world.Secondary)}'"),
        ];

        string Environment(SimulatedWorkspace workspace) => $"{session.Azure.BaseUrl}{workspace.ResourceId}/environments/mine/versions/1?api-version=2025-12-01";
    }
}
