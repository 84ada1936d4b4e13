namespace AmlDr.Core.Exporting.Forms;

/// <summary>Serverless endpoints and marketplace subscriptions: both name a model of the model catalog (azure-ai-ml, ServerlessEndpoint and MarketplaceSubscription).</summary>
internal static class CatalogModelForms
{
    public static CliForm ServerlessEndpoint { get; } = new("az ml serverless-endpoint create", null,
        [new("properties.modelSettings.modelId", "model_id"), new("tags", "tags")])
    {
        Implied = ["location", "kind", "sku"],
        Complete = (_, target) => target.Notes.Add("The keys are secret and left out: the service makes new ones, and none can be given to it."),
    };

    public static CliForm MarketplaceSubscription { get; } =
        new("az ml marketplace-subscription create", null, [new("properties.modelId", "model_id")]);
}
