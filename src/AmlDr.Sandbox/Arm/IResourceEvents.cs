using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>Hears of every change that came through ARM.</summary>
internal interface IResourceEvents
{
    /// <summary>A resource was written.</summary>
    void Written(CallContext call, StoredResource resource, bool created);

    /// <summary>A resource was deleted.</summary>
    void Deleted(CallContext call, StoredResource resource);
}
