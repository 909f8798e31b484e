using System.Text;
using Chat.Load.Wire;

namespace Chat.Load.Groups;

/// <summary>Finds the room that a message is of.</summary>
internal sealed class GroupRooms(IReadOnlyList<GroupRoom> all)
{
    private readonly Dictionary<string, GroupRoom> _byChat = all.ToDictionary(room => room.Chat);

    public IReadOnlyList<GroupRoom> All => all;

    public GroupRoom Of(ReadOnlySpan<byte> message) =>
        all.Count == 1 ? all[0] : _byChat[Encoding.UTF8.GetString(HubRecord.Text(message, "\"chatId\":\""u8))];
}
