using System.Text;

namespace AmlDr.Sandbox.Http;

/// <summary>Header values that plain ASCII cannot hold, for example a copy source's address shown back.</summary>
internal static class HeaderText
{
    public static string Encode(string value)
    {
        if (Ascii(value))
            return value;
        StringBuilder text = new(value.Length);
        foreach (char character in value)
        {
            if (char.IsAscii(character) && !char.IsControl(character))
                text.Append(character);
            else
                text.Append(Uri.EscapeDataString(character.ToString()));
        }

        return text.ToString();
    }

    private static bool Ascii(string value) => value.All(character => char.IsAscii(character) && !char.IsControl(character));
}
