"""How a kind of question is answered, where the form itself gives no hint."""

from bot.conversation.long_list import is_long
from bot.conversation.scene import Scene
from flows.evaluation import Node
from flows.form import Kind, Media


def way_to_answer(scene: Scene, node: Node) -> str:
    """Say what to send or type; "" where the question speaks for itself."""
    words, question = scene.words, node.question
    match question.kind:
        case Kind.GEOPOINT:
            return words.text("send_place")
        case Kind.FILE:
            return media_wanted(scene, question.media)
        case Kind.DATE:
            return words.text("type_date")
        case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE:
            several = words.text("several_choices") if question.kind is Kind.SELECT_MULTIPLE else ""
            part = words.text("type_part") if is_long(node) else ""
            own = words.text("own_words") if question.other is not None else ""
            return " ".join(filter(None, (several, part, own)))
        case _:
            return ""


def media_wanted(scene: Scene, media: Media) -> str:
    """Say what kind of file is needed."""
    match media:
        case Media.IMAGE:
            return scene.words.text("send_image")
        case Media.AUDIO:
            return scene.words.text("send_audio")
        case Media.VIDEO:
            return scene.words.text("send_video")
        case Media.FILE:
            return scene.words.text("file_expected")
