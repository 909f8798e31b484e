using Chat.Contracts.Ids;

namespace Chat.Media.Requests;

/// <summary>Ids in a request's path. One that is malformed names nothing: the 404 of its kind.</summary>
internal static class PathIds
{
    public static MediaId Media(string text) => IdText.TryRead<MediaId>(text, out var id) ? id : throw Missing.Media();
}
