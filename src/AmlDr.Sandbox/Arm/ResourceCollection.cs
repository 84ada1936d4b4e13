using System.Globalization;

namespace AmlDr.Sandbox.Arm;

/// <summary>Resources of one type below one parent, by name and in order of creation. Not safe for threads; the store guards it.</summary>
internal sealed class ResourceCollection(bool caseSensitiveNames)
{
    private readonly Dictionary<string, StoredResource> _byName = new(caseSensitiveNames ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
    private readonly List<StoredResource> _inOrder = [];

    public IReadOnlyList<StoredResource> InOrder => _inOrder;

    public StoredResource? Latest => _inOrder.Count == 0 ? null : _inOrder[^1];

    /// <summary>Highest name that is a whole number, 0 when there is none.</summary>
    public long HighestNumber { get; private set; }

    public StoredResource? Find(string name) => _byName.GetValueOrDefault(name);

    public void Put(StoredResource resource)
    {
        _byName[resource.Name] = resource;
        int index = IndexAfter(resource.Sequence - 1);
        if (index < _inOrder.Count && _inOrder[index].Sequence == resource.Sequence)
            _inOrder[index] = resource;
        else
            _inOrder.Insert(index, resource);
        HighestNumber = Math.Max(HighestNumber, NumberOf(resource.Name));
    }

    public void Remove(string name)
    {
        if (!_byName.Remove(name, out StoredResource? removed))
            return;
        _inOrder.RemoveAt(IndexAfter(removed.Sequence - 1));
        if (NumberOf(name) == HighestNumber)
            HighestNumber = _inOrder.Count == 0 ? 0 : _inOrder.Max(resource => NumberOf(resource.Name));
    }

    /// <summary>Index of the first resource created after the one with this sequence number.</summary>
    public int IndexAfter(long sequence)
    {
        int low = 0, high = _inOrder.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_inOrder[middle].Sequence <= sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static long NumberOf(string name) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
