using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AmlDr.Sandbox.Arm;

/// <summary>Where a list goes on. Opaque to clients.</summary>
internal sealed record ContinuationToken(ListOrder Order, long Key)
{
    public static ContinuationToken After(StoredResource resource, ListOrder order) =>
        new(order, order is ListOrder.CreatedAscending or ListOrder.CreatedDescending ? resource.Sequence : resource.ModifiedSequence);

    public static ContinuationToken Read(string text, ListOrder order)
    {
        if (Base64Url.IsValid(text))
        {
            string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
            if (parts is ["1", var orderText, var keyText]
                && orderText == order.ToString()
                && long.TryParse(keyText, NumberStyles.None, CultureInfo.InvariantCulture, out long key))
            {
                return new ContinuationToken(order, key);
            }
        }

        throw ArmException.User(400, "BadArgument", "The continuation token in '$skip' is not valid for this list.");
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"1|{Order}|{Key}")));
}
