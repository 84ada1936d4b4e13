using System.Globalization;
using NCrontab;

namespace AmlDr.EmbeddedHost.Timers;

/// <summary>When a timer function runs: an NCRONTAB expression of five or six fields, or a constant interval.</summary>
internal sealed class TimerSchedule
{
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(string text, CrontabSchedule? cron, TimeSpan interval)
    {
        Text = text;
        _cron = cron;
        _interval = interval;
    }

    /// <summary>The schedule as written, settings resolved.</summary>
    public string Text { get; }

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="FormatException">It is neither an expression nor an interval; the message says why.</exception>
    public static TimerSchedule Parse(string text)
    {
        int fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields is 5 or 6)
        {
            try
            {
                return new TimerSchedule(text, CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 }), default);
            }
            catch (CrontabException exception)
            {
                throw new FormatException($"'{text}' is not a valid NCRONTAB expression: {exception.Message}", exception);
            }
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(text, null, interval)
            : throw new FormatException($"'{text}' is neither an NCRONTAB expression of five or six fields nor a time span of more than zero.");
    }

    /// <summary>The first run after a time.</summary>
    /// <param name="after">A local time.</param>
    public DateTime Next(DateTime after) => _cron?.GetNextOccurrence(after) ?? after + _interval;

    /// <summary>Whether the schedule is so frequent that missed runs are not made up for, as in the Functions host.</summary>
    public bool IsMoreFrequentThanAMinute(DateTime now)
    {
        DateTime first = Next(now);
        return Next(first) - first < ShortestMonitored;
    }
}
