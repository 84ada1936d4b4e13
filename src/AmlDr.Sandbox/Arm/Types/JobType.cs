using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Jobs. A job is fixed once it is there, but for what describes it; its status moves by command.</summary>
internal static class JobType
{
    public const string Type = AssetTypes.Workspace + "/jobs";

    /// <summary>Every published status.</summary>
    public static readonly IReadOnlyList<string> Statuses =
    [
        "NotStarted", "Starting", "Provisioning", "Preparing", "Queued", "Running", "Finalizing", "CancelRequested", "Completed", "Failed", "Canceled",
        "NotResponding", "Paused", "Unknown",
    ];

    private static readonly string[] Ended = ["Completed", "Failed", "Canceled"];

    private static readonly string[] Inputs = ["inputs", "outputs"];

    private static readonly string[] SweepParts = ["objective", "samplingAlgorithm", "searchSpace", "trial"];

    private static readonly string[] SparkFiles = ["archives", "files", "jars", "pyFiles"];

    public static ResourceDescriptor Descriptor() => new()
    {
        Type = Type,
        CaseSensitiveNames = true,
        NamePattern = AssetTypes.AssetName(),
        Schema = new BodySchema(
            [
                .. Fields.Common, Fields.Archived,
                Fields.Fixed("jobType", required: true), Fields.Text("displayName"),
                Fields.Fixed("componentId"), Fields.Fixed("computeId"),
                Fields.Fixed("experimentName") with { Default = "\"Default\"" },
                Structure("identity"), new("properties.notificationSetting", FieldKind.Structure), new("properties.services", FieldKind.Structure),
                new("properties.status", FieldKind.Text) { ReadOnly = true, Default = "\"NotStarted\"" },
            ],
            new Variant("properties.jobType", new Dictionary<string, IReadOnlyList<Field>>(StringComparer.Ordinal)
            {
                ["Command"] =
                [
                    Fields.Fixed("command", required: true), Fields.Fixed("environmentId", required: true), Fields.Fixed("codeId"), Fixed("environmentVariables", FieldKind.TextMap),
                    .. Inputs.Select(Structure), Structure("distribution"), Structure("limits"), Structure("queueSettings"), Structure("resources"),
                    new("properties.parameters", FieldKind.Structure) { ReadOnly = true },
                ],
                ["Sweep"] =
                [
                    .. Inputs.Select(Structure), Structure("limits"), Structure("queueSettings"), Structure("earlyTermination"),
                    .. SweepParts.Select(name => Structure(name) with { Required = true }),
                ],
                ["Pipeline"] = [.. Inputs.Select(Structure), Structure("jobs"), Structure("settings"), Fields.Fixed("sourceJobId")],
                ["AutoML"] =
                [
                    Fields.Fixed("environmentId"), Fixed("environmentVariables", FieldKind.TextMap), Structure("outputs"), Structure("queueSettings"), Structure("resources"),
                    Structure("taskDetails") with { Required = true },
                ],
                ["Spark"] =
                [
                    Fields.Fixed("codeId", required: true), Structure("entry") with { Required = true }, Fields.Fixed("environmentId"), Fixed("environmentVariables", FieldKind.TextMap),
                    .. Inputs.Select(Structure), Structure("queueSettings"), Structure("resources"), Structure("conf"), Fields.Fixed("args"),
                    .. SparkFiles.Select(name => Fixed(name, FieldKind.List)),
                ],
            })),
        Delete = WriteStyle.Location,
        List = new ListFeatures
        {
            View = ListView.Archived,
            Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase)
            {
                ["jobType"] = HasType, ["tag"] = ListFilters.Tags, ["properties"] = ListFilters.Properties,
            },
        },
        Normalise = Mark,
        Actions = new Dictionary<string, ResourceAction>(StringComparer.OrdinalIgnoreCase) { ["cancel"] = new(Cancel) },
    };

    /// <summary>Sets a job's status.</summary>
    public static void SetStatus(JsonObject body, string status) => body["properties"]!["status"] = status;

    private static Field Fixed(string name, FieldKind kind) => new("properties." + name, kind) { CreateOnly = true };

    private static Field Structure(string name) => Fixed(name, FieldKind.Structure);

    private static bool HasType(StoredResource job, JsonObject body, IReadOnlyList<string> values) =>
        Placeholder.Is(values[0]) || ArmPath.Is(body["properties"]?["jobType"]?.ToString(), values[0]);

    /// <summary>What the service writes into a job by itself.</summary>
    private static void Mark(JsonObject body, WriteContext write)
    {
        JsonObject properties = (JsonObject)body["properties"]!;
        if (properties["properties"] is not JsonObject marks)
            properties["properties"] = marks = [];
        marks["_azureml.ComputeTargetType"] = properties["computeId"] is null ? "local" : "amlctrain";
        if (properties["services"] is not JsonObject services)
            properties["services"] = services = [];
        services["Tracking"] = new JsonObject
        {
            ["jobServiceType"] = "Tracking",
            ["port"] = null,
            ["endpoint"] = $"azureml://{write.Region}.api.azureml.ms/mlflow/v1.0{write.Address.Root.Id}?",
        };
        services["Studio"] = new JsonObject
        {
            ["jobServiceType"] = "Studio",
            ["port"] = null,
            ["endpoint"] = $"https://ml.azure.com/runs/{write.Address.Name}?wsid={write.Address.Root.Id}",
        };
    }

    private static SimResponse Cancel(ActionCall action)
    {
        StoredResource job = action.Resource;
        if (Ended.Contains(job.ReadBody()["properties"]!["status"]!.ToString(), StringComparer.Ordinal))
            return SimResponse.Empty(200);
        action.Arm.Resources.Amend(action.Call, action.Address, body => SetStatus(body, "CancelRequested"));
        return action.Arm.Operations.Accept(
            action.Call,
            job,
            error =>
            {
                if (error is null && action.Arm.Store.Find(action.Address) is not null)
                    action.Arm.Resources.Amend(action.Call, action.Address, body => SetStatus(body, "Canceled"));
            },
            () => SimResponse.Empty(200));
    }
}
