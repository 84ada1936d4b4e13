namespace AmlDr.Sandbox.Observation;

/// <summary>The simulated service that a call was addressed to.</summary>
public enum AzureService
{
    /// <summary>Azure Resource Manager with its resource providers, Azure Machine Learning among them.</summary>
    Arm,

    /// <summary>The blob service of a storage account.</summary>
    Blob,

    /// <summary>Event Grid delivering to a webhook: the only service whose calls go out.</summary>
    EventGrid,

    /// <summary>The managed identity endpoint.</summary>
    Identity,

    /// <summary>The scoring addresses of endpoints.</summary>
    Scoring,

    /// <summary>The file service of a storage account.</summary>
    File,

    /// <summary>Keys in a key vault.</summary>
    KeyVault,
}
