namespace Chat.Load.Conversations;

/// <summary>What was said in one room, in order.</summary>
internal sealed record Room(string Name, IReadOnlyList<Line> Lines)
{
    public IEnumerable<string> Speakers => Lines.Select(line => line.User).Distinct();
}

/// <param name="Text">UTF-8.</param>
internal sealed record Line(string User, byte[] Text);
