using System.Buffers.Binary;
using System.Text;

namespace AmlDr.Sandbox.Seeding;

/// <summary>
/// Writes Python pickles (protocol 4) of dictionaries, lists, texts and numbers, which <c>pickle.load</c> reads. Source of the opcodes:
/// PEP 3154 and Python's <c>pickletools</c>.
/// </summary>
internal static class PickleWriter
{
    private const byte Protocol = 0x80, Mark = (byte)'(', EmptyList = (byte)']', Appends = (byte)'e', EmptyDictionary = (byte)'}', SetItems = (byte)'u';
    private const byte ShortText = 0x8C, Text = (byte)'X', Integer = (byte)'J', Float = (byte)'G', Stop = (byte)'.';

    /// <summary>Writes a value.</summary>
    /// <param name="value">A dictionary by text, a list, a text, an <see cref="int"/> or a <see cref="double"/>.</param>
    /// <exception cref="ArgumentException">It, or something in it, is none of these.</exception>
    public static byte[] Write(object value)
    {
        using MemoryStream pickle = new();
        pickle.Write([Protocol, 4]);
        Append(pickle, value);
        pickle.WriteByte(Stop);
        return pickle.ToArray();
    }

    private static void Append(MemoryStream pickle, object value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object> members:
                pickle.Write([EmptyDictionary, Mark]);
                foreach ((string name, object member) in members)
                {
                    Append(pickle, name);
                    Append(pickle, member);
                }

                pickle.WriteByte(SetItems);
                break;
            case string text:
                AppendText(pickle, Encoding.UTF8.GetBytes(text));
                break;
            case int number:
                pickle.WriteByte(Integer);
                Span<byte> little = stackalloc byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(little, number);
                pickle.Write(little);
                break;
            case double number:
                pickle.WriteByte(Float);
                Span<byte> big = stackalloc byte[sizeof(double)];
                BinaryPrimitives.WriteDoubleBigEndian(big, number);
                pickle.Write(big);
                break;
            case System.Collections.IEnumerable items:
                pickle.Write([EmptyList, Mark]);
                foreach (object item in items)
                    Append(pickle, item);
                pickle.WriteByte(Appends);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} cannot be pickled here.", nameof(value));
        }
    }

    private static void AppendText(MemoryStream pickle, byte[] text)
    {
        if (text.Length <= byte.MaxValue)
        {
            pickle.Write([ShortText, (byte)text.Length]);
        }
        else
        {
            pickle.WriteByte(Text);
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            pickle.Write(length);
        }

        pickle.Write(text);
    }
}
