using System.Globalization;
using Microsoft.Azure.Functions.Worker.Converters;

namespace AmlDr.EmbeddedHost.Invocation.Converters;

/// <summary>Reads a text as a Guid, a date, an enum value or bytes.</summary>
internal sealed class TextConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        Type type = Nullable.GetUnderlyingType(context.TargetType) ?? context.TargetType;
        object? value = context.Source is not string text ? null
            : type == typeof(Guid) && Guid.TryParse(text, out Guid guid) ? guid
            : type == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset offset) ? offset
            : type == typeof(DateTime) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time) ? time
            : type.IsEnum && Enum.TryParse(type, text, ignoreCase: true, out object? member) ? member
            : type == typeof(byte[]) ? System.Text.Encoding.UTF8.GetBytes(text)
            : null;
        return new ValueTask<ConversionResult>(value is null ? ConversionResult.Unhandled() : ConversionResult.Success(value));
    }
}
