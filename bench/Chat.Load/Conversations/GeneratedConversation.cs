using System.Text;

namespace Chat.Load.Conversations;

/// <summary>Conversations for those without a corpus, the same at each run: few speak much, many speak little, some in several rooms.</summary>
internal static class GeneratedConversation
{
    private const int Speakers = 60;
    private const int Lines = 500;

    private static readonly string[] Words =
        ["I", "think", "the", "driver", "is", "missing", "try", "again", "after", "a", "reboot", "thanks", "no", "which", "version", "of", "kernel", "?"];

    public static IReadOnlyList<Room> Make(int rooms, int linesPerRoom) =>
        [.. Enumerable.Range(0, rooms).Select(number => MakeRoom(number, Math.Min(Lines, linesPerRoom)))];

    private static Room MakeRoom(int number, int count)
    {
        var random = new Random(number);
        var lines = new Line[count];
        for (var i = 0; i < count; i++)
        {
            // The square of a uniform number: the first few speak most.
            var speaker = (number * Speakers / 2) + (int)(Speakers * Math.Pow(random.NextDouble(), 2));
            var words = Enumerable.Range(0, random.Next(3, 20)).Select(_ => Words[random.Next(Words.Length)]);
            lines[i] = new Line($"u{speaker:00000}", Encoding.UTF8.GetBytes(string.Join(' ', words)));
        }

        return new Room($"room-{number + 1}", lines);
    }
}
