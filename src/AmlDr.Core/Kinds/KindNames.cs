namespace AmlDr.Core.Kinds;

/// <summary>The names of the asset kinds, as they stand in instance identifiers, the ledger and the HTTP API.</summary>
public static class KindNames
{
    /// <summary>A registered model version.</summary>
    public const string Model = "model";

    /// <summary>A registered environment version.</summary>
    public const string Environment = "environment";

    /// <summary>A data asset version: a file, a folder or an MLTable.</summary>
    public const string Data = "data";

    /// <summary>A component version.</summary>
    public const string Component = "component";

    /// <summary>A code snapshot version.</summary>
    public const string Code = "code";

    /// <summary>A datastore.</summary>
    public const string Datastore = "datastore";

    /// <summary>A compute: a cluster's definition, or an attached compute.</summary>
    public const string Compute = "compute";

    /// <summary>An online endpoint.</summary>
    public const string OnlineEndpoint = "onlineEndpoint";

    /// <summary>A deployment of an online endpoint; its name is the endpoint's, its version the deployment's.</summary>
    public const string OnlineDeployment = "onlineDeployment";

    /// <summary>A batch endpoint.</summary>
    public const string BatchEndpoint = "batchEndpoint";

    /// <summary>A deployment of a batch endpoint; its name is the endpoint's, its version the deployment's.</summary>
    public const string BatchDeployment = "batchDeployment";

    /// <summary>A schedule.</summary>
    public const string Schedule = "schedule";

    /// <summary>A connection.</summary>
    public const string Connection = "connection";

    /// <summary>A feature set version.</summary>
    public const string FeatureSet = "featureset";

    /// <summary>A feature store entity version.</summary>
    public const string FeatureStoreEntity = "featurestoreEntity";

    /// <summary>A serverless endpoint of the model catalog.</summary>
    public const string ServerlessEndpoint = "serverlessEndpoint";

    /// <summary>A subscription to an offer of the model catalog.</summary>
    public const string MarketplaceSubscription = "marketplaceSubscription";
}
