using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace AmlDr.Azure.Options;

/// <summary>
/// Holds the configured names and values against the options classes before they are bound, because binding stops at the first value
/// that does not convert and passes over names that nobody knows.
/// </summary>
internal static class SettingsChecker
{
    /// <summary>Checks a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="type">The options class that it will be bound to.</param>
    /// <returns>A message per wrong setting, by the setting's configuration path.</returns>
    public static IReadOnlyDictionary<string, string> Check(IConfigurationSection section, Type type)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        CheckObject(section, type, errors);
        return errors;
    }

    /// <summary>The name of a setting as an app setting.</summary>
    /// <param name="path">The configuration path, joined by colons.</param>
    /// <returns>The name, joined by double underscores.</returns>
    public static string AppSettingName(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    private static void CheckObject(IConfigurationSection section, Type type, IDictionary<string, string> errors)
    {
        Dictionary<string, PropertyInfo> known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (known.TryGetValue(child.Key, out PropertyInfo? property))
            {
                CheckValue(child, property.PropertyType, errors);
            }
            else
            {
                errors[child.Path] = $"{AppSettingName(child.Path)} is not a setting. Known here: {string.Join(", ", known.Keys.Order())}.";
            }
        }
    }

    private static void CheckValue(IConfigurationSection section, Type type, IDictionary<string, string> errors)
    {
        if (type != typeof(string) && type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)))
        {
            foreach (IConfigurationSection item in section.GetChildren())
            {
                CheckValue(item, type.GetGenericArguments()[0], errors);
            }
        }
        else if (type.IsClass && type != typeof(string))
        {
            CheckObject(section, type, errors);
        }
        else if (section.Value is { } text && !Converts(text, type))
        {
            errors[section.Path] =
                $"{AppSettingName(section.Path)} is '{text}', which is not {Describe(type)}.";
        }
    }

    private static bool Converts(string text, Type type)
    {
        if (type.IsEnum)
        {
            return Enum.TryParse(type, text, ignoreCase: true, out object? value) && Enum.IsDefined(type, value);
        }

        TypeConverter converter = TypeDescriptor.GetConverter(Nullable.GetUnderlyingType(type) ?? type);
        try
        {
            return converter.ConvertFromString(null, CultureInfo.InvariantCulture, text) is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Describe(Type type) => type switch
    {
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(TimeSpan) => "a time span such as 00:00:30",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ => "a number",
    };
}
