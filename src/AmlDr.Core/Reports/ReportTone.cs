namespace AmlDr.Core.Reports;

/// <summary>How a value is to be taken. It colours the value; the words must say it too, because not everybody sees colours.</summary>
public enum ReportTone
{
    /// <summary>Neither good nor bad.</summary>
    None,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Wrong.</summary>
    Bad,

    /// <summary>Not known, which is no better than wrong until somebody looks.</summary>
    Unknown,
}
