using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Schedules: writes are long-running, and lists hide the disabled ones unless asked.</summary>
internal static class ScheduleType
{
    public static ResourceDescriptor Descriptor() => new()
    {
        Type = AssetTypes.Workspace + "/schedules",
        CaseSensitiveNames = true,
        NamePattern = AssetTypes.AssetName(),
        Schema = new BodySchema(
            [
                .. Fields.Common, Fields.State, Fields.Fixed("displayName"),
                new("properties.isEnabled", FieldKind.Flag) { Default = "true" },
                new("properties.action", FieldKind.Structure) { Required = true },
                new("properties.trigger", FieldKind.Structure) { Required = true },
            ],
            Kinds("properties.action.actionType", "CreateJob", "InvokeBatchEndpoint", "CreateMonitor"),
            Kinds("properties.trigger.triggerType", "Cron", "Recurrence")),
        Put = WriteStyle.OriginalUri,
        Delete = WriteStyle.Location,
        List = new ListFeatures { View = ListView.Enabled },
    };

    private static Variant Kinds(string path, params string[] values) => new(
        path, values.ToDictionary(value => value, IReadOnlyList<Field> (_) => [new Field(path, FieldKind.Text) { Required = true }], StringComparer.Ordinal));
}
