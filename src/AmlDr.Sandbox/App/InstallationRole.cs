namespace AmlDr.Sandbox.App;

/// <summary>A role of <c>infra/roles.json</c>.</summary>
/// <param name="Key">Its key in the templates.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scopes">Where the templates assign it, in their words.</param>
/// <param name="Actions">The actions of Resource Manager that it allows.</param>
/// <param name="DataActions">The actions on data that it allows.</param>
public sealed record InstallationRole(
    string Key, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Actions, IReadOnlyList<string> DataActions);
