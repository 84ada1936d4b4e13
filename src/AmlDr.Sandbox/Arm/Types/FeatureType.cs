using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Features of a feature set's version. The service reads them out of the specification's files; here they are put by hand.</summary>
internal static class FeatureType
{
    public static ResourceDescriptor Descriptor() => new()
    {
        Type = AssetTypes.Workspace + "/featuresets/versions/features",
        ServiceOwned = true,
        CaseSensitiveNames = true,
        Schema = new BodySchema([.. Fields.Common, Fields.Text("featureName"), Fields.Text("dataType")]),
        List = new ListFeatures
        {
            View = ListView.Archived,
            Filters = new Dictionary<string, ListFilter>(StringComparer.OrdinalIgnoreCase)
            {
                ["featureName"] = ListFilters.Text("featureName"), ["description"] = ListFilters.Description, ["tags"] = ListFilters.Tags,
            },
        },
    };
}
