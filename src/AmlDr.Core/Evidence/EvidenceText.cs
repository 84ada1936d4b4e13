using System.Globalization;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Evidence;

/// <summary>How times and tones of evidence are shown.</summary>
internal static class EvidenceText
{
    public static string Show(DateTimeOffset? time) => time is null ? "" : time.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Show(TimeSpan? duration) => duration is not { } span ? ""
        : span.TotalSeconds < 60 ? span.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture)
        : span.TotalHours < 1 ? span.ToString("m' min 'ss' s'", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours} h {span.Minutes:00} min {span.Seconds:00} s");

    public static string ShowMilliseconds(long milliseconds) => Show(TimeSpan.FromMilliseconds(milliseconds));

    public static ReportTone Tone(EvidenceTone tone) => tone switch
    {
        EvidenceTone.Bad => ReportTone.Bad,
        EvidenceTone.Warning => ReportTone.Warning,
        _ => ReportTone.Good,
    };
}
