namespace Chat.Media.Visibility;

/// <param name="Place">Of the medium among those asked for.</param>
/// <param name="Chats">Some of those where it may be.</param>
internal readonly record struct MediaPage(int Place, IReadOnlyList<long> Chats);
