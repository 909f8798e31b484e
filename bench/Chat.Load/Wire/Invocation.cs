using System.Text;
using Chat.Contracts.Ids;

namespace Chat.Load.Wire;

/// <summary>The invocations that the scenarios make, as bytes.</summary>
internal static class Invocation
{
    /// <summary>A Sync that replays nothing: the first answered invocation makes the device a connected one.</summary>
    public static byte[] Sync(int id) => Encoding.UTF8.GetBytes(
        $$"""{"type":4,"invocationId":"{{id}}","target":"Sync","arguments":[{"cursors":[],"only":true}]}""");

    /// <summary>A Sync of a device that has the chat up to that seq; chats without a cursor come from their beginning.</summary>
    public static byte[] Sync(int id, string chat, long seq) => Encoding.UTF8.GetBytes(
        $$"""{"type":4,"invocationId":"{{id}}","target":"Sync","arguments":[{"cursors":[{"chatId":"{{chat}}","seq":{{seq}}}]}]}""");

    public static byte[] WatchPresence(int id, IEnumerable<UserId> users) => Encoding.UTF8.GetBytes(
        $$"""{"type":1,"invocationId":"{{id}}","target":"WatchPresence","arguments":[{"userIds":[{{string.Join(',', users.Select(user => $"\"{user}\""))}}]}]}""");

    public static byte[] Heartbeat(int id) => Encoding.UTF8.GetBytes(
        $$"""{"type":1,"invocationId":"{{id}}","target":"Heartbeat","arguments":[{}]}""");
}
