namespace AmlDr.Core.Readiness;

/// <summary>What a check says. The later one of two weighs more, except that an attestation only stands for what is not known.</summary>
public enum ReadinessVerdict
{
    /// <summary>As the article asks.</summary>
    Pass,

    /// <summary>Not known, and an operator vouches for it.</summary>
    Attested,

    /// <summary>A recommendation is not followed.</summary>
    Warn,

    /// <summary>Not known: it could not be read. Never as good as passed.</summary>
    Unknown,

    /// <summary>Contradicts the article.</summary>
    Fail,
}
