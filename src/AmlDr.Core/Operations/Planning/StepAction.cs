namespace AmlDr.Core.Operations.Planning;

/// <summary>What a step does.</summary>
public enum StepAction
{
    /// <summary>Disables a schedule of the side that stops serving, so that its jobs run once. Optional.</summary>
    DrainSchedule,

    /// <summary>Stops the pair's sweep, should one run.</summary>
    StopSweep,

    /// <summary>Runs a last sweep. Optional.</summary>
    FinalSweep,

    /// <summary>Turns the mirror's direction to paused, so that late writes of it are refused.</summary>
    PauseMirror,

    /// <summary>Gives a cluster the scale settings that it has where it comes from.</summary>
    ScaleCompute,

    /// <summary>Creates an asset of tier cold from the catalog.</summary>
    CreateAsset,

    /// <summary>Gives a deployment its full number of instances.</summary>
    ScaleDeployment,

    /// <summary>Gives an online endpoint its traffic.</summary>
    SetTraffic,

    /// <summary>Gives a batch endpoint its default deployment.</summary>
    SetDefaultDeployment,

    /// <summary>Enables a schedule.</summary>
    EnableSchedule,

    /// <summary>Looks at the provisioning states of an endpoint and its deployments, and scores a sample where the policy gives one.</summary>
    VerifyEndpoint,

    /// <summary>Turns clients to the other side, by one of the policy's ways.</summary>
    SwitchTraffic,

    /// <summary>Disables a schedule of the side that stops serving once the other one has taken over. Part of the way back.</summary>
    DisableSchedule,

    /// <summary>Submits a captured job again.</summary>
    ResubmitJob,

    /// <summary>Writes down which side serves from now on.</summary>
    SwapRoles,

    /// <summary>Lets the mirror go on as before.</summary>
    ResumeMirror,
}
